// What makes writing comfortable in the article's form; each works alone, and saving works without any.

import "./writing/pasting.js"
import "./writing/typing.js"
import "./writing/find.js"
import "./writing/count.js"
import "./writing/address.js"
import "./writing/dropping.js"
import "./writing/leading.js"
import "./writing/adding.js"
import "./writing/keys.js"
import "./writing/naming.js"
import { equipAll } from "./writing/rich.js"

equipAll()
