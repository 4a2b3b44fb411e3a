// Topics that are not there yet are made as they are typed.

import { post } from "../../media/server.js"
import { setChoice } from "./body.js"
import { sentence } from "./notice.js"

const url = () => document.getElementById("adding").dataset.topicUrl

/** Whether who writes here may make topics. */
export const mayMakeTopics = () => Boolean(url())

/** Makes the topic of that name and chooses it; what was wrong, or "". */
export async function makeTopic(name) {
  const data = new FormData()
  data.append("name", name)
  const answer = await post(url(), data).catch(() => null)
  if (!answer?.body?.id) return answer?.body?.error ?? sentence("unreachable")
  setChoice(document.getElementById("id_topics"), answer.body.id, answer.body.name)
  return ""
}
