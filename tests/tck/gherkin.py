"""A reader of the Gherkin subset that openCypher's scenarios are written in, and of its value notation.

A value is read into what the REST interface answers: a node into {"labels": …, "properties": …}, a relationship into
{"type": …, "properties": …}, everything else into its JSON.
"""

import re
from dataclasses import dataclass, field


@dataclass
class Step:
    text: str
    doc: str = ""
    table: list = field(default_factory=list)


@dataclass
class Scenario:
    name: str
    steps: list = field(default_factory=list)


def read_feature(text):
    """The scenarios of one file. An outline gives one scenario a row of its examples."""
    scenarios, lines, index = [], text.splitlines(), 0
    outline = None
    while index < len(lines):
        line = lines[index].strip()
        index += 1
        if line.startswith(("Scenario:", "Scenario Outline:")):
            scenarios.append(Scenario(line.split(":", 1)[1].strip()))
            outline = scenarios[-1] if "Outline" in line else None
        elif re.match(r"(Given|When|Then|And|But) ", line):
            scenarios[-1].steps.append(Step(line.split(" ", 1)[1]))
        elif line == '"""':
            end = next(i for i in range(index, len(lines)) if lines[i].strip() == '"""')
            scenarios[-1].steps[-1].doc = "\n".join(lines[index:end])
            index = end + 1
        elif line == "Examples:":
            scenarios.pop()
            rows = []
            while index < len(lines) and lines[index].strip().startswith("|"):
                rows.append(cells(lines[index]))
                index += 1
            scenarios += [expand(outline, dict(zip(rows[0], row)), row) for row in rows[1:]]
        elif line.startswith("|"):
            scenarios[-1].steps[-1].table.append(cells(line))
    return scenarios


def cells(line):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def expand(outline, values, row):
    def fill(text):
        for name, value in values.items():
            text = text.replace(f"<{name}>", value)
        return text

    steps = [Step(fill(s.text), fill(s.doc), [[fill(c) for c in r] for r in s.table]) for s in outline.steps]
    return Scenario(f"{outline.name} {row}", steps)


TOKEN = re.compile(r"\s*('(?:\\.|[^'\\])*'|-?\d+\.\d+(?:[eE][-+]?\d+)?|-?\d+|[A-Za-z_]\w*|[\[\](){}:,])")


class ValueReader:
    def __init__(self, text):
        self.tokens = TOKEN.findall(text)
        assert TOKEN.sub("", text).strip() == "", f"not a value: {text}"
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected=None):
        token = self.peek()
        assert token and (expected is None or token == expected), (self.tokens, self.at, expected)
        self.at += 1
        return token

    def value(self):
        token = self.peek()
        if token == "(":
            return self.node()
        if token == "[":
            return self.list_or_relationship()
        if token == "{":
            return self.map()
        self.take()
        if token.startswith("'"):
            return re.sub(r"\\(.)", r"\1", token[1:-1])
        if token in ("null", "true", "false"):
            return {"null": None, "true": True, "false": False}[token]
        return float(token) if "." in token else int(token)

    def map(self):
        members = {}
        self.take("{")
        while self.peek() != "}":
            name = self.take()
            self.take(":")
            members[name] = self.value()
            if self.peek() == ",":
                self.take()
        self.take("}")
        return members

    def names(self):
        found = []
        while self.peek() == ":":
            self.take()
            found.append(self.take())
        return found

    def node(self):
        self.take("(")
        labels = self.names()
        properties = self.map() if self.peek() == "{" else {}
        self.take(")")
        return {"labels": sorted(labels), "properties": properties}

    def list_or_relationship(self):
        self.take("[")
        if self.peek() == ":":
            (kind,) = self.names()
            properties = self.map() if self.peek() == "{" else {}
            self.take("]")
            return {"type": kind, "properties": properties}
        items = []
        while self.peek() != "]":
            items.append(self.value())
            if self.peek() == ",":
                self.take()
        self.take("]")
        return items


def read_value(text):
    reader = ValueReader(text)
    value = reader.value()
    assert reader.at == len(reader.tokens), text
    return value


def plain(answer):
    """An answer of the server without the ids, which no scenario can know."""
    if isinstance(answer, list):
        return [plain(item) for item in answer]
    if not isinstance(answer, dict):
        return answer
    if {"id", "labels", "properties"} <= answer.keys():
        return {"labels": sorted(answer["labels"]), "properties": plain(answer["properties"])}
    if {"id", "type", "source", "target"} <= answer.keys():
        return {"type": answer["type"], "properties": plain(answer["properties"])}
    return {name: plain(item) for name, item in answer.items()}
