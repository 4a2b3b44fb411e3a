from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo paper: fictional content and, with DEBUG=1, accounts."""

    name = "demo"
