"""What a process gives up on Linux before it reads foreign files: new rights, the network, all files but the program's own.

Nothing here needs privileges. Where the kernel refuses a protection it is left out, and `confine` does not name it.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_NO_NEW_PRIVILEGES, _PARENT_DEATH_SIGNAL, _KILL = 38, 1, 9  # prctl's PR_SET_NO_NEW_PRIVS and PR_SET_PDEATHSIG, SIGKILL
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # unshare's CLONE_NEWUSER and CLONE_NEWNET
# Landlock's system calls have these numbers on every architecture; the kernel's header linux/landlock.h names the bits.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # since which version how many kinds of access to files are known
_TCP, _SCOPE = 0b11, 0b11  # bind and connect since version 4; abstract sockets and signals of others since version 6
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc", "/sys", "/dev", "/proc/self", "/proc/sys", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat")


def confine(readable: Iterable[Path]) -> tuple[str, ...]:
    """Give up what reading a file does not need; returns what is in force. Only files below `readable` and the system's stay readable."""
    if sys.platform != "linux":
        return ()
    library = ctypes.CDLL(None, use_errno=True)
    active = []
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        active.append("no_new_privileges")
    if library.unshare(_NEW_USER | _NEW_NETWORK) == 0 and _drop_capabilities(library):
        active.append("no_network")
    return (*active, *_landlock(library, readable))


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, _KILL, 0, 0, 0)


def _drop_capabilities(library: ctypes.CDLL) -> bool:
    """A process is almighty in its own new namespaces; it needs nothing of that."""
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    return int(library.capset(header, bytes(24))) == 0


def _landlock(library: ctypes.CDLL, readable: Iterable[Path]) -> list[str]:
    version = library.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return []
    rights = (1 << _FILE_RIGHTS[max(known for known in _FILE_RIGHTS if known <= version)]) - 1
    network = _TCP if version >= 4 else 0
    attributes = struct.pack("=QQQ", rights, network, _SCOPE if version >= 6 else 0)
    ruleset = library.syscall(_CREATE_RULESET, attributes, {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}.get(version, 24), 0)
    if ruleset < 0:
        return []
    try:
        for path in (*map(Path, _SYSTEM), *readable):
            _allow_reading(library, ruleset, path)
        if library.syscall(_RESTRICT_SELF, ruleset, 0) != 0:
            return []
    finally:
        os.close(ruleset)
    return ["no_files", *(["no_tcp"] if network else [])]


def _allow_reading(library: ctypes.CDLL, ruleset: int, path: Path) -> None:
    if not path.exists():
        return
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | (_READ_FOLDER if path.is_dir() else 0)
        library.syscall(_ADD_RULE, ruleset, _BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
