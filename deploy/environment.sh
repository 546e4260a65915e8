#!/bin/sh
# Makes the environment .venv/ from the committed locks, and repairs it: sh deploy/environment.sh run|extra|dev|tools|image
#
#   run    what the service needs, and the `rafilm` command          requirements/run.txt
#   extra  run, with sentence-transformers and torch                 + requirements/sentence-transformers.txt, torch.txt
#   dev    run, with what tests and linters need                     + requirements/dev.txt, torch.txt
#   tools  uv and hadolint, in an environment of their own           requirements/tools.txt
#   image  run, or with TORCH=1 extra, without the project itself    (it comes as a wheel: see the Dockerfile)
#
# Stamps say what an environment was made from: it is changed only when that changes, and made anew when its last change
# was cut off, its Python is gone, or the checkout has moved. PYTHON names an interpreter; pip's own settings count; TORCH_INDEX names an
# index of torch builds (PyTorch's CPU one saves gigabytes).
set -eu
cd "$(dirname "$0")/.."
kind=${1:?run, extra, dev, tools or image}

say() { printf '%s\n' "$*" >&2; }
fail() { say "rafilm: $*"; exit 1; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if fits "$candidate"; then printf '%s' "$candidate"; return; fi
    done
    fail "Python 3.11, 3.12 or 3.13 is needed, and ${PYTHON:-python3} is $("${PYTHON:-python3}" --version 2>&1 || true)." \
        "Install one, or name one: make PYTHON=/path/to/python3.13 ..."
}

# make_venv FOLDER: an empty environment, unless a whole one made here with this Python stands there
make_venv() {
    made_from="$PWD $("$python" -c 'import sys; print(sys.base_prefix, *sys.version_info[:2])')"
    if [ "$(cat "$1/made-from" 2>/dev/null)" = "$made_from" ] && [ ! -e "$1/half-made" ] \
        && "$1/bin/python" -c 'import pip' 2>/dev/null; then return; fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null \
        || fail "this Python cannot make environments: install its venv module (on Debian: apt-get install python3-venv)."
    say "Making $1 with $("$python" --version) ..."
    "$python" -m venv --clear "$1"
    printf '%s\n' "$made_from" >"$1/made-from"
}

pip_install() { "$venv/bin/python" -m pip install --disable-pip-version-check --no-input -qq "$@"; }

# step NAME FILE... -- COMMAND...: runs the command unless its stamp says that it ran with these very files
step() {
    stamp="$venv/$1.stamp"; shift
    files=""
    while [ "$1" != -- ]; do files="$files $1"; shift; done
    shift
    # shellcheck disable=SC2086 # a list of our own file names
    made_from=$(cksum $files)
    [ "$(cat "$stamp" 2>/dev/null)" = "$made_from" ] && return
    : >"$venv/half-made"
    "$@" || { rm "$venv/half-made"; fail "that did not work; what was there before still is."; } # pip takes back what fails
    printf '%s\n' "$made_from" >"$stamp"
    rm "$venv/half-made"
}

locked() {
    say "Installing the $(grep -c '==' "$1") packages of $1 (a minute or two, the first time) ..."
    pip_install --no-deps --require-hashes -r "$1"
}

# Its dependencies are in the lock already; a CUDA build, which a plain index gives on Linux, brings its own.
torch() {
    say "Installing torch ..."
    pip_install -r requirements/torch.txt ${TORCH_INDEX:+--index-url "$TORCH_INDEX"}
}

# The checkout itself: a path entry and the `rafilm` command, built by the lock's setuptools, so that nothing is fetched.
project() { pip_install --no-deps --no-build-isolation --no-index --config-settings editable_mode=compat --editable .; }

python=$(find_python)
venv=.venv
make_venv "$venv"
if [ "$kind" = tools ]; then
    venv=.venv/tools
    make_venv "$venv"
    step tools requirements/tools.txt -- locked requirements/tools.txt
    exit
fi
step run requirements/run.txt -- locked requirements/run.txt
case $kind-${TORCH:-0} in
    extra-* | image-1)
        step extra requirements/sentence-transformers.txt -- locked requirements/sentence-transformers.txt
        step torch requirements/torch.txt -- torch ;;
    dev-*)
        step dev requirements/dev.txt -- locked requirements/dev.txt
        step torch requirements/torch.txt -- torch ;;
    run-* | image-*) ;;
    *) fail "no such kind of environment: $kind" ;;
esac
[ "$kind" = image ] || step project pyproject.toml -- project
