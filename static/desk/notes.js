// Internal notes beside the article's form. Without scripts the button leads to their page.

import "./notes/pane.js"
import "./notes/blocks.js"
import "./notes/people.js"
