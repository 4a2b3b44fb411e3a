"""Acts on many articles at once: each asks its own permission, and what is refused is told."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import Article
from articles.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "admin:articles_article_changelist"


def act(client: Client, name: str, *articles: Article, **fields: object):
    data = {"action": name, "_selected_action": [article.pk for article in articles], "index": 0} | fields
    return client.post(reverse(LIST), data, follow=True)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def states() -> dict[str, str]:
    return dict(Article.objects.values_list("title", "status"))


def test_a_reporter_sends_his_own_and_is_told_what_was_refused(client: Client, lan: User) -> None:
    client.force_login(lan)
    response = act(client, "submit", factories.article("Của Lan", created_by=lan), factories.article("Của ai"))
    assert states() == {"Của Lan": "review", "Của ai": "draft"}
    [done, refused] = told(response)
    assert "1" in done
    assert "Của ai" in refused


def test_sending_back_needs_a_reason(desk: Client, lan: User) -> None:
    article = factories.article("Bài", created_by=lan)
    workflow.submit(article, by=lan)
    act(desk, "send_back", article)
    assert states() == {"Bài": "review"}
    act(desk, "send_back", article, note="Thiếu nguồn")
    assert states() == {"Bài": "draft"}
    assert article.status_changes.first().note == "Thiếu nguồn"


def test_an_editor_approves_in_his_sections_alone(client: Client, binh: User) -> None:
    his, other = factories.section("Kinh tế"), factories.section("Văn hóa")
    his.editors.add(binh)
    client.force_login(binh)
    act(client, "mark_ready", factories.article("Lúa", section=his), factories.article("Thơ", section=other))
    assert states() == {"Lúa": "ready", "Thơ": "draft"}


def test_what_was_published_is_not_thrown_away(desk: Client) -> None:
    public, draft = factories.article("Đăng"), factories.article("Nháp")
    publish(public, by=None)
    act(desk, "bin", public, draft)
    assert list(Article.objects.kept()) == [public]


def test_a_section_is_set_as_a_save(desk: Client, thu: User) -> None:
    article, section = factories.article("Bài"), factories.section("Văn hóa")
    act(desk, "set_section", article, section=section.pk)
    article.refresh_from_db()
    assert (article.section, article.revisions.count()) == (section, 2)
    assert article.revisions.first().author == thu
    for wrong in ("", "x", "4711"):
        assert told(act(desk, "set_section", article, section=wrong))
    assert article.revisions.count() == 2


def test_nobody_else_acts(client: Client, rao: User) -> None:
    client.force_login(rao)
    article = factories.article("Bài")
    assert act(client, "bin", article).status_code == 403
    assert states() == {"Bài": "draft"}


@pytest.mark.parametrize("name", ["delete_selected", "publish", "", "\x00"])
def test_there_are_no_other_acts(desk: Client, name: str) -> None:
    article = factories.article("Bài")
    assert act(desk, name, article, post="yes").status_code == 200
    assert Article.objects.get() == article


def test_too_many_at_once_are_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.admin.bulk.AT_ONCE", 1)
    act(desk, "bin", factories.article("Một"), factories.article("Hai"))
    assert Article.objects.kept().count() == 2
