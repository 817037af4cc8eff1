"""What of accounts follows a new key beside the encrypted columns: the secrets of second factors (动态验证码密钥)."""

from runwu.accounts.factors import reencrypt_factors
from runwu.core.crypto.rotation import register_values

register_values("mfa_authenticator.data", reencrypt_factors)
