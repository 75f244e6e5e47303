// The control calls of the sandbox. A refusal becomes an Error with the server's reason.

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return response.json();
  throw new Error(reason(await response.text()) || `${response.status} ${response.statusText}`);
}

function reason(body) {
  try {
    const answer = JSON.parse(body);
    return answer.error ?? answer.description;
  } catch {
    return body.slice(0, 200);
  }
}

const telegram = "/sandbox/telegram";
const instagram = "/sandbox/instagram";

/** As the person sees it; the commands are those of the chat. */
export const bot = (userId, chatId) => call("GET", `${telegram}/bot?user_id=${userId}${chatId ? `&chat_id=${chatId}` : ""}`);

export const people = async () => (await call("GET", `${telegram}/users`)).users;
export const addPerson = (person) => call("POST", `${telegram}/users`, person);
export const changePerson = (id, changes) => call("PATCH", `${telegram}/users/${id}`, changes);
export const say = (id, message) => call("POST", `${telegram}/users/${id}/messages`, message);
export const shareLocation = (id, place) => call("POST", `${telegram}/users/${id}/location`, place);
export const start = (id, payload) => call("POST", `${telegram}/users/${id}/start`, payload ? { payload } : {});
export const tap = (id, button) => call("POST", `${telegram}/users/${id}/taps`, button);
export const inline = (id, query) => call("POST", `${telegram}/users/${id}/inline`, { query });
export const sendInline = (id, result) => call("POST", `${telegram}/users/${id}/inline/send`, result);
export const fileUrl = (fileId) => `${telegram}/files/${fileId}`;
export const block = (id) => call("POST", `${telegram}/users/${id}/block`, {});
export const unblock = (id) => call("POST", `${telegram}/users/${id}/unblock`, {});

export const chats = async (id) => (await call("GET", `${telegram}/users/${id}/chats`)).chats;
export const messages = async ({ chatId, threadId }) => {
  const topic = threadId === null ? "" : `?message_thread_id=${threadId}`;
  return (await call("GET", `${telegram}/chats/${chatId}/messages${topic}`)).messages;
};
export const addGroup = (group) => call("POST", `${telegram}/groups`, group);
export const addTopic = (chatId, name) => call("POST", `${telegram}/groups/${chatId}/topics`, { name });
export const setBotStatus = (chatId, change) => call("POST", `${telegram}/groups/${chatId}/bot`, change);
export const events = (after, timeout) => call("GET", `${telegram}/events?after=${after}&timeout=${timeout}`);
/** What can be broken on the Telegram side: name, description and params of each. */
export const telegramFaults = async () => {
  const { faults, about } = await call("GET", `${telegram}/faults`);
  return faults.map((name) => ({ name, ...about[name] }));
};

export const clock = async () => new Date((await call("GET", "/sandbox/clock")).now);
export const advanceClock = async (seconds) =>
  new Date((await call("POST", "/sandbox/clock", { advance_seconds: seconds })).now);

export const accounts = async () => (await call("GET", `${instagram}/accounts`)).accounts;
export const publishStory = (userId) => call("POST", `${instagram}/accounts/${userId}/stories`, {});
export const publishMedia = (userId, mediaProductType) =>
  call("POST", `${instagram}/accounts/${userId}/media`, { media_product_type: mediaProductType });
/** Empty when the Instagram side names no switches. */
export const switches = async () => {
  const response = await fetch(`${instagram}/switches`);
  return response.ok ? (await response.json()).switches : [];
};

export const faults = async () => (await call("GET", "/sandbox/faults")).faults;
export const addFault = (fault) => call("POST", "/sandbox/faults", fault);
export const removeFault = (id) => call("DELETE", `/sandbox/faults/${id}`);
export const requests = () => call("GET", "/sandbox/requests");
export const resetRequests = () => call("DELETE", "/sandbox/requests");
