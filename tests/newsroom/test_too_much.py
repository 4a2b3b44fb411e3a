"""An article that is too long for one request: nothing is half saved, and the answer says what to do."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils.translation import gettext

from tests import factories
from tests.articles.admin.forms import TEXT, opened, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_MEMORY_SIZE"])
def test_what_is_too_much_is_said(client: Client, admin_user: object, settings: LazySettings, limit: str) -> None:
    client.force_login(admin_user)
    article = factories.article("Bài")
    posted = opened(client, article) | {"title": "Tít mới"}
    setattr(settings, limit, 20)
    client.raise_request_exception = False
    response = save(client, article, posted)
    assert response.status_code == 413
    assert gettext("This is too much to be saved at once") in response.text
    article.refresh_from_db()
    assert article.title == "Bài"


def test_two_hundred_blocks_and_sixty_thousand_words_fit(client: Client, admin_user: object) -> None:
    client.force_login(admin_user)
    words = f"<p>{'chữ ' * 300}</p>"
    article = factories.article("Bài dài", *[factories.text(words) for _block in range(200)])
    response = save(client, article, opened(client, article) | {f"{TEXT}-199-html": "<p>Hết.</p>"})
    assert response.status_code == 302
    assert article.articles_text_set.last().html == "<p>Hết.</p>"
