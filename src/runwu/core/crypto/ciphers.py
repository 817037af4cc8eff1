"""The two ciphers: SM4-GCM (GB/T 32907-2016) and AES-256-GCM, one face for both."""

from enum import StrEnum
from functools import cache

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.utils.translation import gettext as _

from runwu.core.crypto.errors import CipherUnavailable, NotDecryptable

NONCE_BYTES = 12
TAG_BYTES = 16


class Algorithm(StrEnum):
    """An authenticated cipher that a key can be made for."""

    SM4_GCM = "sm4-gcm"
    AES_256_GCM = "aes-256-gcm"

    @property
    def key_bytes(self) -> int:
        """Return the key length in bytes."""
        return 16 if self is Algorithm.SM4_GCM else 32


def _cipher(algorithm: Algorithm, key: bytes, nonce: bytes, tag: bytes | None = None) -> Cipher[modes.GCM]:
    block = algorithms.SM4(key) if algorithm is Algorithm.SM4_GCM else algorithms.AES256(key)
    return Cipher(block, modes.GCM(nonce, tag))


@cache
def require(algorithm: Algorithm) -> Algorithm:
    """Return the algorithm if the installed OpenSSL has it.

    Raises CipherUnavailable; nothing is replaced silently by another cipher.
    """
    try:
        _cipher(algorithm, bytes(algorithm.key_bytes), bytes(NONCE_BYTES)).encryptor()
    except UnsupportedAlgorithm:
        raise CipherUnavailable(
            _("本机的 OpenSSL 不支持 {name}。系统不会自动改用别的算法。").format(name=algorithm.value)
            + _("请换用支持它的 cryptography 软件包，或设置 RUNWU_CIPHER 为 aes-256-gcm 后重新生成密钥文件。")
        ) from None
    return algorithm


def seal(algorithm: Algorithm, key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
    """Encrypt and authenticate: ciphertext followed by the 16-byte tag."""
    encryptor = _cipher(require(algorithm), key, nonce).encryptor()
    encryptor.authenticate_additional_data(associated)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(algorithm: Algorithm, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
    """Verify and decrypt what `seal` returned. Raises NotDecryptable."""
    if len(sealed) < TAG_BYTES:
        raise not_decryptable()
    decryptor = _cipher(require(algorithm), key, nonce, sealed[-TAG_BYTES:]).decryptor()
    decryptor.authenticate_additional_data(associated)
    try:
        return decryptor.update(sealed[:-TAG_BYTES]) + decryptor.finalize()
    except InvalidTag:
        raise not_decryptable() from None


def not_decryptable() -> NotDecryptable:
    """Return the error for a ciphertext that fails its check."""
    return NotDecryptable(
        _("密文校验未通过：内容被改动、截断，或来自别的字段。按加密规则不予解密。请从备份恢复这一行，并查看操作日志。")
    )
