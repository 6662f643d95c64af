// Adding to a collection: the one place where what several records or files say of one thing meets.
//
// The law: a record is counted once, as accepted or as rejected, and nothing is asserted twice.
#pragma once

#include <string>
#include <string_view>

#include "core/ingest/adapter.h"

namespace muster::ingest {

// Adds the node, or what it says more to the node of the same key: a real assertion takes the place
// of a stub, whose labels and properties are a guess; of two real ones the first wins, property by
// property. Properties and labels need not be sorted. Cost: O(properties), amortised.
void add_node(Collection& collection, NodeAssertion node);

// Adds the edge unless one of the same type, ends and discriminator is there; then its properties
// are united, the first wins.
void add_edge(Collection& collection, EdgeAssertion edge);

bool has_node(const Collection& collection, const std::string& key);

// Counts a record.
void accept(Collection& collection);
void reject(Collection& collection, const InputFile& file, std::string position,
            std::string reason);

// Adds the sentence once.
void warn(Collection& collection, std::string sentence);

// Adds the scope once; scopes stay sorted.
void name_scope(Collection& collection, std::string_view scope);

// Sets a property, or replaces it; the list stays sorted.
void set_property(PropertyList& properties, std::string_view name, Value value);

}  // namespace muster::ingest
