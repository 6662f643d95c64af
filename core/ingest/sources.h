// The adapters there are, one function a file; the registry lists them.
#pragma once

#include "core/ingest/adapter.h"

namespace muster::ingest {

const Adapter& aws_gaad_source();
const Adapter& hr_csv_source();
const Adapter& k8s_objects_source();
const Adapter& muster_ndjson_source();
const Adapter& nhi_registry_csv_source();
const Adapter& opengraph_source();
const Adapter& teams_source();

}  // namespace muster::ingest
