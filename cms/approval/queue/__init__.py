"""The review desk (审核台): what waits for whom, in which order, and passing it on."""
