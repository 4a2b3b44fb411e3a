// The page on which photos that the library has are described.

import { Board } from "./board.js"

new Board(document.querySelector("[data-board]"))
