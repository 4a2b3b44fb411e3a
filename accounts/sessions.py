"""Where an account is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User


def end_sessions(user: User, *, but: str = "", only: str = "") -> None:
    """Sign somebody out everywhere; `but`: the key of a session to keep, `only`: the number of the one to end."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but)
    for session in sessions.filter(pk=only) if only else sessions:
        session.end()
