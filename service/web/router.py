"""Every page."""

from fastapi import APIRouter

from service.web.routes_activities import activities_router
from service.web.routes_administration import administration_router
from service.web.routes_advice import advice_pages_router
from service.web.routes_cohorts import cohorts_router
from service.web.routes_follow_up import follow_up_router
from service.web.routes_gradings import gradings_router
from service.web.routes_hand_overs import hand_overs_router
from service.web.routes_home import home_router
from service.web.routes_imports import imports_pages_router
from service.web.routes_mentors import mentors_router
from service.web.routes_offers import offers_router
from service.web.routes_oversight import oversight_router
from service.web.routes_people import people_router
from service.web.routes_plans import plans_router
from service.web.routes_provider import provider_router
from service.web.routes_quality import quality_router
from service.web.routes_releases import releases_router
from service.web.routes_selection import selection_router
from service.web.routes_session import public_session_router, session_router
from service.web.routes_territories import territories_router
from service.web.static_files import static_router


def web_routers() -> tuple[APIRouter, ...]:
    """Pages for people; the API has its own."""
    return (
        static_router(),
        public_session_router(),
        provider_router(),
        session_router(),
        home_router(),
        gradings_router(),
        administration_router(),
        oversight_router(),
        releases_router(),
        people_router(),
        selection_router(),
        offers_router(),
        imports_pages_router(),
        quality_router(),
        territories_router(),
        activities_router(),
        advice_pages_router(),
        mentors_router(),
        plans_router(),
        follow_up_router(),
        cohorts_router(),
        hand_overs_router(),
    )
