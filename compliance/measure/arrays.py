"""The array type of this room; apart, since it loads NumPy."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
