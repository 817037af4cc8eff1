"""Exchange packages (交换包): the figures of one park as a signed file, for parks without a line to the province."""
