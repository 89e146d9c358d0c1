"""Pages that lead to the service that identifies people, and away from it.

A form may only be sent to this service: the content policy says so, and browsers apply it to every
redirection that follows a form. The answer is therefore a page, which goes on by itself.
"""

from fastapi import Request, Response

from service.actions.access.identity_provider import ProviderUnreachable
from service.doors import Doors
from service.web.languages import page_language
from service.web.rendering import page


def leave(request: Request, doors: Doors, address: str, *, is_end: bool) -> Response:
    """A page that goes on to the other service at once, with a link where it does not."""
    context = {"address": address, "provider": doors.settings.oidc_name, "is_end": is_end}
    response = page(request, "depart.html", context)
    response.headers["Refresh"] = f"0; url={address}"
    return response


def farewell(request: Request, doors: Doors, issuer: str | None) -> Response | None:
    """Lead somebody who signs out to the service that had identified them; None if there is none.

    On a shared machine, the next person would otherwise enter with one click.
    """
    if doors.provider is None or issuer != doors.provider.issuer:
        return None
    try:
        address = doors.provider.farewell(page_language(request).value)
    except ProviderUnreachable:
        return None
    return leave(request, doors, address, is_end=True) if address else None
