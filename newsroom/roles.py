"""Roles: what each group of the newsroom may do in the admin. The table is the truth; `install_roles` applies it."""

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission

_EDITORIAL = (
    "media.view_photo",
    "media.add_photo",
    "media.change_photo",
    "media.view_document",
    "media.add_document",
    "media.change_document",
    "media.view_recording",
    "media.add_recording",
    "media.change_recording",
    "articles.view_article",
    "articles.add_article",
    "articles.change_article",
    "articles.view_section",
    "articles.view_author",
    "articles.view_topic",
    "articles.add_topic",
    "articles.view_revision",
    "articles.view_edition",
)
# The blocks and parts of an article's form go with the article.
_ARTICLE_PARTS = tuple(
    f"articles.{action}_{part}"
    for part in (
        "text",
        "figure",
        "quote",
        "documentblock",
        "recordingblock",
        "embed",
        "liveentry",
        "relatedbox",
        "relatedlink",
        "articleauthor",
    )
    for action in ("view", "add", "change", "delete")
)
_REVIEWING = ("articles.review_article", "articles.change_topic", "media.take_down_photo")
_PUBLISHING = (
    "articles.publish_article",
    "articles.delete_article",
    "articles.view_ledger",
    "articles.add_author",
    "articles.change_author",
    "articles.add_section",
    "articles.change_section",
    "articles.delete_topic",
    "media.delete_photo",
    "media.delete_document",
    "media.delete_recording",
    "reader.view_masthead",
    "reader.add_masthead",
    "reader.change_masthead",
    "reader.view_outlet",
    "reader.add_outlet",
    "reader.change_outlet",
    "reader.delete_outlet",
)
# Who works here and in which role. What a role may do is this table's to say, so groups are only looked at.
_PEOPLE = ("auth.view_user", "auth.add_user", "auth.change_user", "auth.view_group")

_REPORTER = _EDITORIAL + _ARTICLE_PARTS
_SECTION_EDITOR = _REPORTER + _REVIEWING
_MANAGING_EDITOR = _SECTION_EDITOR + _PUBLISHING

# What an article's author, its section's editors and those who publish may do with it: articles/models/article.py.
ROLES: dict[str, tuple[str, ...]] = {
    "Phóng viên": _REPORTER,
    "Biên tập viên": _SECTION_EDITOR,
    "Thư ký tòa soạn": _MANAGING_EDITOR,
    # The classifieds bring their own permissions; until then a moderator sees an empty admin.
    "Kiểm duyệt rao vặt": (),
    "Quản trị viên": _MANAGING_EDITOR + _PEOPLE,
}


def install_roles(app_config: AppConfig | None = None, **kwargs: object) -> None:
    """Make the groups, and give each exactly the permissions of the table.

    As a receiver of `post_migrate` it waits for the last app: only then do all permissions exist.
    """
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if app_config not in (None, with_models[-1]):
        return
    known = {
        f"{label}.{codename}": pk
        for pk, label, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for name, permissions in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(known[permission] for permission in permissions)
