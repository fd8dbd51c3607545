#!/usr/bin/env bash
# Changes logic/, units/ and rules/ in thousands of places, one at a time, and counts how many the tests notice.
#
#     pip install mutmut && bash benchmarks/mutation.sh
#
# Runs in a copy, with the tests that concern these rooms; property tests are cut short so that a run takes about
# a quarter of an hour. `mutmut results` and `mutmut show NAME` in the copy say what was not noticed.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=${1:-$(mktemp -d)/mutation}
mkdir -p "$copy"
cp -r compliance standards profiles reports tests pyproject.toml "$copy"
cd "$copy"
cat > setup.cfg <<'END'
[mutmut]
source_paths=
    compliance/logic
    compliance/units
    compliance/rules
also_copy=
    compliance
    standards
    profiles
    reports
    tests
    pyproject.toml
pytest_add_cli_args_test_selection=
    tests
END
kept='test_(rule_.*|explain|logic|quantities|unit_.*|evidence|no_silent_pass)\.py'
find tests -name 'test_*.py' | grep -Ev "$kept" | xargs rm
# The recursion limit and the parser's cache do not know that every function has become two.
sed -i 's/"not " \* 200/"not " * 50/; s/max_examples=1000/max_examples=30/; s/max_examples=400/max_examples=15/' tests/test_rule_*.py
sed -i 's/for spelling in kinds.kind(name).spellings\]/for spelling in list(kinds.kind(name).spellings)[::7]]/' tests/test_quantities.py
cat >> tests/conftest.py <<'END'

from hypothesis import HealthCheck, settings

if settings.default.max_examples != 6:  # this file is run again in the same process
    settings.register_profile(
        "brief", max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
    )
    settings.load_profile("brief")


@pytest.fixture(autouse=True, scope="session")
def _parse_afresh():
    from compliance.rules import parse

    getattr(parse._lark, "cache_clear", lambda: None)()
END
mutmut run --max-children "$(nproc)"
echo "$copy: $(mutmut results | grep -c survived || true) not noticed"
