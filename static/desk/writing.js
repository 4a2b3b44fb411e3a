// What makes writing comfortable in the article's form; saving works without. What the rich text editor does: rich_text.js.

import "./writing/page.js"
import "./writing/typing.js"
import "./writing/find.js"
import "./writing/count.js"
import "./writing/address.js"
import "./writing/dropping.js"
import "./writing/leading.js"
import "./writing/adding.js"
import "./writing/keys.js"
import "./writing/naming.js"
