"""Names that an article spells in two ways are found, and few that it does not."""

from hypothesis import given
from hypothesis import strategies as st

from articles.name_spelling import spelled_twice


def found(*texts: str) -> list[tuple[str, str]]:
    return [(names.usual, names.other) for names in spelled_twice((str(n), text) for n, text in enumerate(texts))]


def test_a_name_with_other_marks_is_found() -> None:
    assert found("Bà Nguyễn Thị Hoà nhận giải.", "Hôm qua, Nguyễn Thị Hòa đến. Sau đó Nguyễn Thị Hòa về.") == [
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà")
    ]
    assert found("Ở xã Hà Thuận, chợ Hà Thuân rất đông, người Hà Thuận nói.") == [("Hà Thuận", "Hà Thuân")]


def test_a_slip_of_a_letter_is_found_where_the_name_stands_right_elsewhere() -> None:
    assert found("Ông Donald Trump đến. Theo Donald Trump thì không. Khi Donal Trump về, trời mưa.") == [
        ("Donald Trump", "Donal Trump")
    ]


def test_the_place_is_that_of_the_rarer_spelling() -> None:
    (names,) = spelled_twice([("title", "Xã Hà Thuận"), ("a", "ở Hà Thuân"), ("b", "về Hà Thuận")])
    assert names.place == "a"


def test_names_that_are_merely_alike_are_left_alone() -> None:
    assert found("Từ Tiền Giang đến Kiên Giang, qua Thanh Hóa, Khánh Hòa, Hà Nam và Hà Nội.") == []
    assert found("Ông Trần Văn Trường và ông Trần Văn Trung cùng ký.") == []
    assert found("Ở Quảng Nam và Quảng Ninh, gần Bình Định và Bình Dương.") == []
    assert found("Bà Minh Hà đến chợ. Ông Minh Hà về. Minh Hà nói.") == []
    assert found("HÀ NỘI – Hà Nội hôm nay. Hôm Nay Hà Nội.") == []


def test_a_sentence_may_end_between_two_names() -> None:
    assert found("Chị Lan. Hòa Bình đẹp.", "Hoà Bình xa.") == [("Hòa Bình", "Hoà Bình")]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=60)), max_size=6))
def test_any_text_is_borne(texts: list[tuple[str, str]]) -> None:
    spelled_twice(texts)


def test_a_long_article_costs_a_moment_only() -> None:
    names = " ".join(
        f"Nguyễn Văn {'ABCDEFGH'[n % 8]}{'aeiou'[n % 5]}ng{'aeiou'[n // 5 % 5]} đi." for n in range(15_000)
    )
    assert isinstance(found(names), list)
