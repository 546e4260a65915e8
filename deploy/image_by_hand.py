"""Runs the Dockerfile's steps where there is no Docker, boots what they made, and asks its health.

Each stage is an empty folder that the steps see as `/` (chroot, in a mount namespace of its own): the base image's part
(/usr, /lib, the Python that runs this) is this machine's own, read-only; /app, /data and all else is what the steps put there.
So paths, users and copies between stages are the Dockerfile's. What it does not show: the real base image, and layers.

Linux and root only: python -m deploy.image_by_hand [ARG=value ...]
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from deploy.dockerfile import Step, assignments, context_files, filled, parse

CONTEXT = Path(__file__).resolve().parent.parent
THIS_PYTHON = Path(sys.base_prefix)
FROM_THIS_MACHINE = ("usr", "bin", "sbin", "lib", "lib32", "lib64", "opt")
PASSED_ON = ("PIP_", "SSL_CERT_", "REQUESTS_CA_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
BOOT_SECONDS = 120
STOP_SECONDS = 20


@dataclass
class Stage:
    """What one FROM has become so far."""

    root: Path
    args: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=lambda: {"PATH": f"{THIS_PYTHON}/bin:/usr/sbin:/usr/bin:/sbin:/bin"})
    workdir: str = "/"
    user: str = "root"
    health: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def inside(self, path: str) -> Path:
        """Where an image path lies on this machine."""
        return self.root / (PurePosixPath(self.workdir) / path).relative_to("/")

    def argv(self, command: list[str]) -> list[str]:
        """`command` as the stage's user, in its folder, seeing only its root."""
        return ["chroot", f"--userspec={self.user}", str(self.root), "env", "-C", self.workdir, *command]

    def environment(self, **more: str) -> dict[str, str]:
        """What a step sees: ENV, and what this machine needs to reach a package index."""
        passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        return passed | {"HOME": self.home()} | self.env | more

    def home(self) -> str:
        """The user's, as the stage's own /etc/passwd tells it."""
        entries = [line.split(":") for line in (self.root / "etc/passwd").read_text().splitlines()]
        user = self.user.split(":")[0]
        return next((entry[5] for entry in entries if user in entry[:1] + entry[2:3]), "/")


def main(arguments: list[str]) -> None:
    """Builds, boots, asks, stops. Raises SystemExit where something is not as it must be."""
    if arguments[:1] == ["--inside"]:
        final = build(Path(arguments[1]), assignments(" ".join(arguments[2:])))
        boot(final)
        return
    if os.geteuid() != 0:
        raise SystemExit("The Dockerfile's steps need root here: they add a user and change the root folder.")
    folder = Path(tempfile.mkdtemp(prefix="rafilm-image-"))
    try:
        inner = ["unshare", "--mount", sys.executable, "-m", "deploy.image_by_hand", "--inside", str(folder), *arguments]
        code = subprocess.run(inner, cwd=CONTEXT, check=False).returncode
    finally:
        if str(folder) in Path("/proc/self/mountinfo").read_text():
            raise SystemExit(f"{folder} still has mounts in it and is left as it is.")
        shutil.rmtree(folder)
    raise SystemExit(code)


def build(folder: Path, given: dict[str, str]) -> Stage:
    """Runs every step; gives the last stage."""
    steps = parse((CONTEXT / "Dockerfile").read_text())
    stages: dict[str, Stage] = {}
    for number, step in enumerate(steps, start=1):
        print(f"[{number}/{len(steps)}] {step.word} {step.rest}", flush=True)
        if step.word == "FROM":
            name = step.rest.partition(" AS ")[2] or "final"
            stages[name] = stage = Stage(base_image(folder / name))
        elif stages:  # what stands before the first FROM only chooses the base image
            take(step, stage, stages, given)
    return stage


def base_image(root: Path) -> Path:
    """A root folder with this machine's programs and Python in it, read-only, and nothing else."""
    for name in (*FROM_THIS_MACHINE, "proc"):
        here = Path("/", name)
        if here.is_symlink():
            root.mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(here.readlink())
        elif here.is_dir():
            bind(here, root / name, read_only=name != "proc")
    if not THIS_PYTHON.is_relative_to("/usr"):
        bind(THIS_PYTHON, root / THIS_PYTHON.relative_to("/"), read_only=True)
    for name in ("null", "zero", "random", "urandom"):
        (root / "dev").mkdir(exist_ok=True)
        (root / "dev" / name).touch()
        bind(Path("/dev", name), root / "dev" / name)
    for name in ("tmp", "dev/shm", "root", "home", "run", "var/tmp"):
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name).chmod(0o1777 if name.endswith(("tmp", "shm")) else 0o755)
    subprocess.run(["cp", "-a", "/etc", root / "etc"], check=True)
    return root


def bind(here: Path, there: Path, *, read_only: bool = False) -> None:
    """Shows `here` at `there` too."""
    if here.is_dir():
        there.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "--bind", here, there], check=True)
    if read_only:
        subprocess.run(["mount", "-o", "remount,bind,ro", there], check=True)


def take(step: Step, stage: Stage, stages: dict[str, Stage], given: dict[str, str]) -> None:
    """Does one step to a stage."""
    rest = filled(step.rest, stage.args | stage.env) if step.word not in {"RUN", "CMD", "HEALTHCHECK"} else step.rest
    match step.word:
        case "RUN":
            if subprocess.run(stage.argv(["/bin/sh", "-c", rest]), env=stage.environment(**stage.args), check=False).returncode:
                raise SystemExit(f"failed: RUN {rest}")
        case "COPY":
            copy(step, stage, stages.get(step.flags.get("from", "")))
        case "ENV":
            stage.env |= assignments(rest)
        case "ARG":
            declared = assignments(rest)
            stage.args |= {name: given.get(name, value) for name, value in declared.items()}
        case "WORKDIR":
            stage.workdir = str(PurePosixPath(stage.workdir) / rest)
            stage.inside(".").mkdir(parents=True, exist_ok=True)
        case "USER":
            stage.user = rest
        case "HEALTHCHECK":
            stage.health = step._replace(rest=rest.removeprefix("CMD ")).words()
        case "CMD":
            stage.command = step.words()


def copy(step: Step, stage: Stage, source: Stage | None) -> None:
    """COPY a folder's content or files: from another stage, or from the checkout through .dockerignore."""
    *sources, target = step.words()
    for name in sources:
        if source:
            shutil.copytree(source.inside(name), stage.inside(target), symlinks=True, dirs_exist_ok=True)
            continue
        whole = (CONTEXT / name).is_dir()
        taken = [path for path in context_files(CONTEXT) if path.is_relative_to(name)]
        for path in taken:
            there = stage.inside(target) / (path.relative_to(name) if whole else path.name)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CONTEXT / path, there)
        if not taken:
            raise SystemExit(f"COPY {name}: nothing of it passes .dockerignore")


def boot(stage: Stage) -> None:
    """Runs the image's command, waits for its own health check, and stops it again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = stage.environment(RAFILM_PORT=port)
    secrets = [path.name for path in stage.inside("/data").rglob("*") if path.is_file() and "key" in path.name]
    if secrets:
        raise SystemExit(f"the image carries {secrets}: every container would sign with the same key")
    started = time.monotonic()
    service = subprocess.Popen(stage.argv(stage.command), env=environment, start_new_session=True)
    try:
        while subprocess.run(stage.argv(stage.health), env=environment, check=False, stderr=subprocess.DEVNULL).returncode:
            if service.poll() is not None or time.monotonic() - started > BOOT_SECONDS:
                raise SystemExit(f"not healthy after {time.monotonic() - started:.0f} s (exit {service.returncode})")
            time.sleep(0.5)
        healthy = time.monotonic() - started
        owner = Path(f"/proc/{service.pid}").stat().st_uid
        if owner == 0:
            raise SystemExit("the service runs as root")
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).read()
        service.send_signal(signal.SIGTERM)
        service.wait(STOP_SECONDS)
    finally:
        if service.poll() is None:
            os.killpg(service.pid, signal.SIGKILL)
    size = sum(path.lstat().st_size for top in ("/app", "/data") for path in stage.inside(top).rglob("*")) / 1e6
    print(f"Healthy after {healthy:.1f} s as user {owner}, page of {len(page)} bytes, stopped on request. /app and /data: {size:.0f} MB.")


if __name__ == "__main__":
    main(sys.argv[1:])
