"""Dates and times as Vietnamese people type them: read as they are meant, or refused with a sentence."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kernel.dates import WEEKDAYS
from kernel.moments import UnreadableMoment, read_moment

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
# A Tuesday.
NOW = datetime(2026, 11, 24, 12, 36, 5, tzinfo=SAIGON)


def read(text: str, now: datetime = NOW) -> str:
    moment = read_moment(text, now)
    assert moment.tzinfo is now.tzinfo
    return f"{moment:%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("mai 6:00", "25/11/2026 06:00"),
        ("6:00 mai", "25/11/2026 06:00"),
        ("  NGÀY MAI, lúc 6 giờ ", "25/11/2026 06:00"),
        ("18h", "24/11/2026 18:00"),
        ("18h30", "24/11/2026 18:30"),
        ("18g30", "24/11/2026 18:30"),
        ("18 giờ 30 phút", "24/11/2026 18:30"),
        ("18 giờ 30 ngày 25/11", "25/11/2026 18:30"),
        ("18 gio ruoi", "24/11/2026 18:30"),
        ("hôm nay 20:00", "24/11/2026 20:00"),
        ("8/3 6h", "08/03/2027 06:00"),
        ("6h 8/3", "08/03/2027 06:00"),
        ("18h 08/03", "08/03/2027 18:00"),
        ("8-3 6h", "08/03/2027 06:00"),
        ("8/3/2027 6:00", "08/03/2027 06:00"),
        ("8.3.27 6:00", "08/03/2027 06:00"),
        ("6 giờ ngày 24 tháng 12 năm 2026", "24/12/2026 06:00"),
        ("6 giờ 24 tháng 12", "24/12/2026 06:00"),
        ("24/11 18:30", "24/11/2026 18:30"),
        ("thứ hai 7h", "30/11/2026 07:00"),
        ("thu 2 7h", "30/11/2026 07:00"),
        ("t2 7h", "30/11/2026 07:00"),
        ("thứ ba 7h", "01/12/2026 07:00"),
        ("thứ tư 7h", "25/11/2026 07:00"),
        ("thứ tư tuần sau 7h", "02/12/2026 07:00"),
        ("thứ năm tuần này 7h", "26/11/2026 07:00"),
        ("cn 6h30", "29/11/2026 06:30"),
        ("Chủ nhật, 29/11/2026, 06:00", "29/11/2026 06:00"),
        ("chiều mai 3h", "25/11/2026 15:00"),
        ("3h chieu mai", "25/11/2026 15:00"),
        ("15h chiều mai", "25/11/2026 15:00"),
        ("tối nay 8h", "24/11/2026 20:00"),
        ("tối thứ hai 7h", "30/11/2026 19:00"),
        ("10h đêm", "24/11/2026 22:00"),
        ("1h trưa mai", "25/11/2026 13:00"),
        ("12h trưa mai", "25/11/2026 12:00"),
        ("0h sáng mai", "25/11/2026 00:00"),
        ("mốt 6h", "26/11/2026 06:00"),
        ("ngày kia 6h", "26/11/2026 06:00"),
        ("2 ngày nữa 6:00", "26/11/2026 06:00"),
        ("30 phút nữa", "24/11/2026 13:07"),
        ("nửa tiếng nữa", "24/11/2026 13:07"),
        ("1 tiếng rưỡi nữa", "24/11/2026 14:07"),
        ("1h30 nữa", "24/11/2026 14:07"),
        ("2 giờ nữa", "24/11/2026 14:37"),
        ("2027-03-08T15:00", "08/03/2027 15:00"),
        ("2027-03-08 15:00", "08/03/2027 15:00"),
        ("29/2/2028 6h", "29/02/2028 06:00"),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "mai 6:00"),
        ("hôm qua", "mai 6:00"),
        ("18.30", "mai 6:00"),
        ("6h-8h", "mai 6:00"),
        ("một 6h", "mai 6:00"),
        ("thứ hai tới 7h", "mai 6:00"),
        ("9" * 5000, "mai 6:00"),
        ("\x00", "mai 6:00"),
        ("mai", "At what hour?"),
        ("24/12", "At what hour?"),
        ("chiều mai", "At what hour?"),
        ("6:00", "Write “mai 06:00” for tomorrow, or “18:00”."),
        ("12:00", "Write “mai 12:00” for tomorrow."),
        ("hôm nay 6:00", "has passed"),
        ("23/11/2026 6h", "has passed"),
        ("23/11 6h", "23/11/2027 6:00"),
        ("thứ ba 18h", "“hôm nay 18:00”, or “1/12 18:00”"),
        ("thứ hai tuần này 7h", "has passed"),
        ("thu hai toi 7h", "two ways"),
        ("1h đêm", "two ways"),
        ("15h sáng mai", "two ways"),
        ("mai 24/12 6h", "two ways"),
        ("6h 8h", "two ways"),
        ("tuần sau 6h", "two ways"),
        ("Thứ Hai, 29/11/2026, 06:00", "do not agree"),
        ("31/2 6h", "31/2"),
        ("13/13/2027 6h", "13/13/2027"),
        ("25h", "25h"),
        ("mai 6:75", "6:75"),
        ("0 phút nữa", "must lie ahead"),
        ("1/1/2206 6h", "This year"),
        ("0001-01-01T00:00", "This year"),
        ("9999-12-31T23:59", "This year"),
    ],
)
def test_what_is_unclear_is_refused_and_says_why(text: str, because: str) -> None:
    with override("en"), pytest.raises(UnreadableMoment) as refusal:
        read_moment(text, NOW)
    assert because in str(refusal.value)


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    now = datetime(2027, 3, 1, tzinfo=ZoneInfo("Europe/Paris"))
    with pytest.raises(UnreadableMoment):
        read_moment("28/3/2027 2:30", now)


MOMENTS = st.datetimes(
    NOW.replace(tzinfo=None) + timedelta(minutes=1), NOW.replace(tzinfo=None) + timedelta(days=5 * 365)
).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=SAIGON))
WRITTEN = st.sampled_from(
    [
        lambda at: f"{WEEKDAYS[at.weekday()]}, {at.day}/{at.month}/{at.year}, {at:%H:%M}",
        lambda at: f"{at:%Y-%m-%dT%H:%M}",
        lambda at: f"{at.hour}h{at:%M} {at.day}/{at.month}/{at.year}",
        lambda at: f"{at.day}-{at.month}-{at.year} {at.hour} giờ {at:%M}",
        lambda at: f"ngày {at.day} tháng {at.month} năm {at.year}, lúc {at:%H:%M}",
    ]
)


@given(moment=MOMENTS, write=WRITTEN)
def test_a_moment_that_is_written_in_full_is_read_as_it_is(moment: datetime, write) -> None:
    assert read_moment(write(moment), NOW) == moment


WORDS = st.sampled_from(
    [
        *("mai", "hôm", "nay", "ngày", "kia", "sáng", "trưa", "chiều", "tối", "đêm", "thứ", "hai", "tư", "năm", "cn"),
        *("tuần", "sau", "này", "lúc", "nữa", "tiếng", "phút", "rưỡi", "6h", "18h30", "6:00", "8/3", "8/3/2027", "t7"),
        *("2027-03-08", "30", "2", "giờ", "tháng", "12", ",", "-"),
    ]
)


@given(
    text=st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=6).map(" ".join)),
    now=st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([SAIGON, UTC])),
)
def test_whatever_is_typed_is_read_as_a_moment_ahead_or_refused(text: str, now: datetime) -> None:
    try:
        assert read_moment(text, now) > now
    except UnreadableMoment as refusal:
        assert str(refusal)
