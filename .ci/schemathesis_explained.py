"""Findings of Schemathesis that are none. Whatever is not explained here fails the run."""

import schemathesis

PROBLEMS = "https://madrona-async.example/problems/"


def is_method_of_no_front(failure, case, response):
    """API Gateway knows no TRACE and no QUERY, and refuses them with its own 403 before the API is asked."""
    return failure.code == "ST204" and case.method in ("TRACE", "QUERY") and problem_of(response) == "forbidden"


def is_call_of_another_path(failure, case, response):
    """What the path `/v1/run/{task}` does not stand for, such as `/v1/run/clock`, is a path of the document itself."""
    return failure.code == "ST201" and operation_of(case) == "run.other" and "parameter `task` in path" in failure.message


def is_refused_for_its_size(failure, case, response):
    """413, 414 and 431 refuse a request as well as the statuses do that Schemathesis knows of."""
    return failure.code == "ST201" and response.status_code in (413, 414, 431)


def is_refused_for_another_request(failure, case, response):
    """No schema can say that a key came with another request before, or whose call a URL under `/v1/run/` is."""
    problems = ("idempotency-key-reused", "reserved-polling-url")
    return failure.code == "ST202" and operation_of(case) == "begin" and problem_of(response) in problems


EXPLAINED = (
    is_method_of_no_front,
    is_call_of_another_path,
    is_refused_for_its_size,
    is_refused_for_another_request,
)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    return not any(explains(failure, case, response) for explains in EXPLAINED)


def operation_of(case):
    return case.operation.definition.raw.get("operationId")


def problem_of(response):
    if response.headers.get("content-type") != ["application/problem+json"]:
        return None
    return response.json()["type"].removeprefix(PROBLEMS)
