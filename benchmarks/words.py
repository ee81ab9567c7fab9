"""The words that made-up articles are made of. They mean little, and look like text."""

TOPICS = {
    "醋": "醋坛 高粱 醋醅 三伏 捞冰 大曲 熏缸 酸香 院子 陈年 淋醋 麸皮",
    "茶": "茶青 揉捻 焙火 山场 岩骨 回甘 盖碗 春水 茶园 杀青 兰香 汤色",
    "面": "刀削 擀面 浇头 面案 骨汤 碱水 炝锅 拉条 揉面 臊子 宽面 面缸",
    "陶": "拉坯 釉料 窑火 素烧 开片 泥料 窑变 胎骨 匣钵 落灰 修坯 柴窑",
    "木": "刨花 榫卯 胡桃 木纹 凿子 打磨 木蜡 板材 框架 锯路 木工 橡木",
    "纸": "抄纸 竹帘 纸浆 宣纸 装订 书脊 刷版 墨色 纸坊 压平 毛边 册页",
    "布": "织机 蓝靛 经纬 染缸 棉纱 扎染 土布 梭子 晾布 布样 纺车 夏布",
    "酒": "酒曲 地缸 蒸粮 头锅 窖池 酒醅 封坛 清香 开缸 摘酒 粮糟 醇厚",
    "路": "山道 渡口 驿站 石阶 清晨 大雾 集市 老街 桥头 行囊 客栈 村口",
    "花": "花房 扦插 枝条 盆土 浇水 花期 修剪 香气 芽点 越冬 月季 山茶",
}
"""A topic and what is spoken of in it: so some articles are alike, as real ones are."""

PEOPLE = "老周 阿兰 师傅 小满 掌柜 邻居 母亲 乔姨 阿恒 朋友 客人 学徒".split()
TIMES = "清早 傍晚 去年冬天 头一回 第二天 那时候 立秋以后 雨停了 夜里 过了正月".split()
ACTS = "端着 守着 讲起 收拾 翻看 挑选 记下 尝了尝 打开 放进 说到 等着".split()
ENDS = "心里踏实 谁也不急 日头偏西 味道就变了 一年就过去了 手上有数 话不多 就算成了".split()
TAILS = "这样才好。 没有别的办法。 急不得。 到现在还记得。 剩下的交给时间。 值得走一趟。".split()

LATIN = (
    "kiln clay glaze oven loaf flour harbour market winter paper press ink loom thread "
    "indigo barrel cellar vine orchard bench chisel walnut grain lamp kettle river path "
    "station bridge letter notebook morning evening neighbour master apprentice weather"
).split()
VERBS = "keeps finds carries turns holds lifts waits mends weighs opens counts dries".split()
LINKS = "while because until before after although where when".split()
LITTLE = "the a this every another their our one".split()

PLACES = (
    "清溪 云岭 南桥 白石 古渡 松间 河湾 东篱 北窑 长亭 半山 临水 梅坞 石门 柳岸".split()
)
THINGS = (
    "陈醋 岩茶 挂面 盖碗 木勺 手账 围巾 米酒 行囊 花盆 香皂 竹篮 台灯 蜂蜜 豆酱 信纸 酒杯 坐垫 茶则 陶罐"
).split()
MAKERS = (
    "Alder Brook Cove Dale Elm Fern Grove Heath Ivy Juniper Knoll Lark Moor".split()
)
GOODS = "Teapot Ladle Journal Scarf Lantern Basket Candle Stool Kettle Tray".split()
SHELVES = "厨房 茶席 书桌 窗台 衣柜 路上 送礼 工坊 四季 一个人 一家人 清仓".split()
