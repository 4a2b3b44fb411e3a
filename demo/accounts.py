"""The demo's accounts, one for each role. Only for development: all have the same password."""

from django.conf import settings
from django.contrib.auth.models import Group, User

PASSWORD = "demo"  # noqa: S105  (said aloud on purpose, and only with DEBUG=1)
# username: (first name, group; None is the administrator)
ACCOUNTS = {
    "admin": ("Quản trị", None),
    "phongvien": ("Phóng viên", "Phóng viên"),
    "bientap": ("Biên tập", "Biên tập viên"),
    "thuky": ("Thư ký", "Thư ký tòa soạn"),
    "raovat": ("Kiểm duyệt", "Kiểm duyệt rao vặt"),
    "quantri": ("Quản trị viên", "Quản trị viên"),
}


def load_accounts() -> None:
    """Make the accounts that are missing; does nothing without DEBUG."""
    if not settings.DEBUG:
        return
    for username, (first_name, group) in ACCOUNTS.items():
        user, is_new = User.objects.get_or_create(
            username=username, defaults={"first_name": first_name, "is_staff": True, "is_superuser": group is None}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            if group:
                user.groups.add(Group.objects.get(name=group))
