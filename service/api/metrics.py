"""Measures of the running service for Prometheus: counts, durations, state of the engine."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.runtime import Health, State

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The measures of one application. Labels are routes, methods and codes, never ids."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "jisr_requests", "Requests answered.", (*labels, "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "jisr_request_seconds",
            "Time to answer a request.",
            labels,
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._state = Gauge(
            "jisr_state", "1 for the state of the engine.", ("state",), registry=self._registry
        )
        self._release = Gauge(
            "jisr_release", "1 for the release in use.", ("release_id",), registry=self._registry
        )
        self._refused = Gauge(
            "jisr_release_refused",
            "1 for a promoted release that failed its checks; the one in use stays.",
            ("release_id",),
            registry=self._registry,
        )
        self._opportunities = Gauge(
            "jisr_opportunities", "Opportunities that can be proposed.", registry=self._registry
        )
        self._people = Gauge(
            "jisr_people", "People that can be proposed to.", registry=self._registry
        )
        self._behind = Gauge(
            "jisr_records_behind",
            "Changes that answers do not take into account yet.",
            registry=self._registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def page(self, health: Health) -> bytes:
        """Everything, in the text format of Prometheus, with the engine as it stands now."""
        for state in State:
            self._state.labels(state.value).set(state is health.state)
        self._release.clear()
        if health.release_id is not None:
            self._release.labels(health.release_id).set(1)
        self._refused.clear()
        if health.refused_release_id is not None:
            self._refused.labels(health.refused_release_id).set(1)
        self._opportunities.set(health.opportunities)
        self._people.set(health.people)
        self._behind.set(health.records_behind)
        return generate_latest(self._registry)
