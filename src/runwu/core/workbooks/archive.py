"""Open a zip container and inflate its parts under a budget (压缩包)."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from runwu.core.workbooks.limits import MEBIBYTE, Limits
from runwu.core.workbooks.refusal import WorkbookRefused, refusal

_CHUNK = 1 << 18
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1


class Archive:
    """Read the parts of a zip file once each, trusting neither its directory nor its sizes.

    The budget counts bytes as they come out of the inflater, so a directory that lies gains nothing.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.inflated_bytes
        self._file = path.open("rb")
        try:
            self.parts = self._directory()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def find(self, name: str) -> str | None:
        """Return the stored name of a part, whatever its case and slashes."""
        return self._folded.get(_fold(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the inflated bytes of a part; refuses when it differs from what the directory says."""
        info = self.parts[name]
        size = 0
        for chunk in self._inflated(info):
            size += len(chunk)
            self._left -= len(chunk)
            if self._left < 0 or size > info.file_size:
                raise self._inflates_too_much(name)
            yield chunk
        if size != info.file_size:
            raise refusal("corrupt", detail=f"{name} 不完整")

    def _directory(self) -> dict[str, zipfile.ZipInfo]:
        try:
            infos = zipfile.ZipFile(self._file).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as fault:
            raise refusal("corrupt", detail="压缩包的目录读不出来") from fault
        if len(infos) > self._limits.parts:
            raise refusal("too_many_parts", count=f"{len(infos):,}", limit=f"{self._limits.parts:,}")
        for info in infos:
            self._check(info)
        self._folded = {_fold(info.filename): info.filename for info in infos}
        if len(self._folded) != len(infos):
            raise refusal("corrupt", detail="压缩包里有重名的部件")
        return {info.filename: info for info in infos}

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.header_offset < 0:
            raise refusal("corrupt", detail="压缩包的目录读不出来")
        if info.flag_bits & _ENCRYPTED:
            raise refusal("password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal("corrupt", detail=f"{info.filename} 的压缩方式不认识")
        suspicious = info.file_size > self._limits.ratio_from_bytes
        if suspicious and info.file_size > self._limits.ratio * max(info.compress_size, 1):
            raise self._inflates_too_much(info.filename)

    def _inflated(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        if info.compress_type == zipfile.ZIP_STORED:
            yield from self._stored(info)
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._stored(info):
                yield inflater.decompress(packed, _CHUNK)
                while inflater.unconsumed_tail and not inflater.eof:
                    yield inflater.decompress(inflater.unconsumed_tail, _CHUNK)
            yield inflater.flush()
        except zlib.error as fault:
            raise refusal("corrupt", detail=f"{info.filename} 解不开") from fault

    def _stored(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        self._file.seek(info.header_offset)
        header = self._file.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size:
            raise refusal("corrupt", detail=f"{info.filename} 不完整")
        _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        at = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        end = at + info.compress_size
        while at < end:
            self._file.seek(at)
            packed = self._file.read(min(_CHUNK, end - at))
            if not packed:
                raise refusal("corrupt", detail=f"{info.filename} 不完整")
            at += len(packed)
            yield packed

    def _inflates_too_much(self, part: str) -> WorkbookRefused:
        limits = self._limits
        return refusal("inflates_too_much", part=part, limit=limits.inflated_bytes // MEBIBYTE, ratio=limits.ratio)


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
