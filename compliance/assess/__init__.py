"""One requirement in, one result out; then blocks, waivers, readiness."""

from compliance.assess.assessment import Assessment, assess
from compliance.assess.results import Reason, Result
from compliance.assess.verified import Verified
from compliance.assess.waivers import Waiver

__all__ = ["Assessment", "Reason", "Result", "Verified", "Waiver", "assess"]
