"""Commands of accounts: let somebody in again whom no page can help (找回登录)."""

import sys
from argparse import Namespace


def reset(arguments: Namespace) -> int:
    """Give an account a one-time password, take its second factors off and lift a pause; 1 without the account."""
    from runwu.accounts.models import User
    from runwu.accounts.services import regain

    user = User.objects.filter(username=arguments.user).first()
    if user is None:
        print(f"没有叫“{arguments.user}”的账号。请核对用户名 / no such account", file=sys.stderr)
        return 1
    print(f"一次性密码只显示这一次，七天内有效；二次验证已清除，须重新设置 / shown once\n  {regain(user=user)}")
    return 0
