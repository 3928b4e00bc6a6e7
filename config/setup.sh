# Shared by ./run and ./test: an own virtual environment and the front-end assets, both from lock files.
# A stamp of the lock files decides whether anything is installed at all.

say() { printf '%s\n' "$*" >&2; }

need() {
    command -v "$1" >/dev/null 2>&1 || {
        say "motcua: $1 is missing. Install it: $2"
        exit 2
    }
}

find_python() {
    for python in python3.13 python3.12 python3.11 python3; do
        if command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$python"
            return
        fi
    done
    say "motcua: Python 3.11 or newer is missing. Install it: apt-get install python3 python3-venv"
    exit 2
}

# set_up LOCK NPM_OPTION
set_up() {
    python=$(find_python) || exit 2
    need node "apt-get install nodejs"
    need npm "apt-get install npm"
    stamp=$(cat "$1" package-lock.json config/setup.sh | cksum | tr ' ' '-')-$1
    [ -f .venv/stamp ] && [ "$(cat .venv/stamp)" = "$stamp" ] && return
    # What ./test installed holds all that ./run needs.
    [ -f .venv/stamp ] && [ "$1" = requirements.lock ] &&
        [ "$(cat .venv/stamp)" = "$(cat requirements-dev.lock package-lock.json config/setup.sh |
            cksum | tr ' ' '-')-requirements-dev.lock" ] && return
    say "[1/3] Python packages ($1) …"
    if [ ! -x .venv/bin/python ]; then
        "$python" -m venv .venv 2>/dev/null || {
            say "motcua: Python's venv module is missing. Install it: apt-get install python3-venv"
            exit 2
        }
    fi
    if command -v uv >/dev/null 2>&1; then
        UV_PYTHON_DOWNLOADS=never uv pip install --quiet --python .venv/bin/python --no-deps \
            --only-binary :all: --require-hashes -r "$1" >&2
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
            --only-binary :all: --require-hashes -r "$1" >&2
    fi
    say "[2/3] Front-end assets …"
    npm ci --no-audit --no-fund --loglevel=error "$2" >&2
    say "[3/3] Command line …"
    link_command_line
    printf '%s' "$stamp" >.venv/stamp
}

# .venv/bin/motcua, and the checkout on the environment's path: nothing to build, nothing to download.
link_command_line() {
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd >"$site/motcua.pth"
    {
        printf '#!%s/.venv/bin/python\n' "$(pwd)"
        printf 'from config.cli import main\n\nraise SystemExit(main())\n'
    } >.venv/bin/motcua
    chmod +x .venv/bin/motcua
}
