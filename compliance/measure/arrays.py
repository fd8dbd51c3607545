"""The array types of this room; apart, since they load NumPy."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]
