// A query that runs while its answer is sent.
//
// The law: whatever is known within kDecisionTime decides the status: an error gives the status of
// its kind, a first row gives 200. What takes longer is a 200 that has begun, and an error that
// comes later is its last record. From then on a reader that goes away cancels the query.
#pragma once

#include <chrono>
#include <memory>

#include "api/http/http_message.h"
#include "api/service/query_service.h"

namespace muster::api {

inline constexpr std::chrono::milliseconds kDecisionTime{500};

// Runs `request` on a thread of its own and answers as the law says. An answer that is complete by
// then is a plain body; else `stream` of the response goes on, and ends the thread when it is
// destroyed. REQUIRES: `deployment` outlives the response.
HttpResponse stream_query(const Deployment& deployment, QueryRequest request, RowFormat format,
                          std::chrono::milliseconds decision_time = kDecisionTime);

}  // namespace muster::api
