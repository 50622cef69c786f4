"""Words that ask, or join, and say nothing of what is looked for."""

# A run of characters that holds one of these is a question.
ASKING = frozenset(
    """
    吗 呢 如何 怎么 怎样 什么 哪些 哪个 哪里 哪种 哪类 谁 是否 能否 可否 能不能 可不可以 多少 多久 为何 为什么 何时
    何种 有没有 是不是 会不会 要不要 该不该 几年 几天 几个 请问 怎么办
    """.split()  # noqa: SIM905
)

EMPTY = ASKING | frozenset(
    """
    的 了 吧 啊 哪 可以 能 应 应当 应该 需要 要 会 有 没有 是 不是 在 与 和 及 或 或者 以及 对 对于 关于 向 被
    把 将 由 为 为了 因 因为 由于 如果 若 其 他 她 它 他们 我 我们 你 您 你们 自己 该 此 这 那 这个 那个 这些
    那些 等 中 上 下 里 内 外 后 前 时 期间 情况 情形 下列 有关 相关 几 怎么样 还 也 都 就 才 只 又 再 已 已经
    并 而 但 但是 且 所 者 人 以 从 到 至 于 之 想 做 进行 属于 算 什么样 何 一 一个 不 可 之前 之后 必须 得 去
    来 给 让 使 用 个 能够 要求 规定 认定 处理 构成 承担
    """.split()  # noqa: SIM905
)
