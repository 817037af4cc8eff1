"""What can be wrong with an instance, said in Chinese with the entry named."""


class InstanceError(ValueError):
    """An instance that no plan can answer (数据有误); `entry` names the place, `problem` says what is wrong."""

    def __init__(self, entry: str, problem: str, remedy: str = "请改正这一处后重新计算。") -> None:
        super().__init__(f"{entry}：{problem}。{remedy}")
        self.entry = entry
        self.problem = problem
        self.remedy = remedy


class ContradictionError(InstanceError):
    """Locked groups and fixed places that cannot hold at the same time (固定安排互相矛盾)."""


class ClusterAway(RuntimeError):
    """The cluster that should solve the parks is not there, or went away (集群不可用); nothing was lost but its work."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"测算集群 {address} 不可用：{why}。请核对地址和集群是否在运行；也可以不设集群，在本机测算。")
        self.address = address
        self.why = why
