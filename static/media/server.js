// How the media pages' scripts talk to the server.

// The cookie first: after signing in again in another tab only it is current.
function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)
  return cookie ? decodeURIComponent(cookie[1]) : document.querySelector("[name=csrfmiddlewaretoken]")?.value || ""
}

// Posts form data; {status, body}, where body is null for whatever is not JSON: a sign-in page, a proxy's refusal.
// `onProgress` is told the share of the bytes that are sent. Rejects if the server cannot be reached.
export function post(url, data, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("POST", url)
    request.setRequestHeader("X-CSRFToken", csrfToken())
    request.setRequestHeader("Accept", "application/json")
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener("load", () => resolve({ status: request.status, body: json(request) }))
    request.addEventListener("error", () => reject(new TypeError("unreachable")))
    request.send(data)
  })
}

function json(request) {
  if (!request.getResponseHeader("Content-Type")?.startsWith("application/json")) return null
  try {
    return JSON.parse(request.responseText)
  } catch {
    return null
  }
}

// Does `work` on each of `items`, at most `width` at a time.
export async function each(items, width, work) {
  const waiting = [...items]
  const worker = async () => {
    while (waiting.length) await work(waiting.shift())
  }
  await Promise.all(Array.from({ length: width }, worker))
}
