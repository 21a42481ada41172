// The chat page. What a person writes stays in this tab until Faro has acknowledged it; a
// message keeps its id when it is sent again, so nothing is asked or answered twice.
"use strict";

const phrases = JSON.parse(document.getElementById("phrases").textContent);
const log = document.getElementById("log");
const form = document.getElementById("ask");
const box = document.getElementById("text");
const state = document.getElementById("state");
const PAUSES = [1, 2, 4, 8, 15];
const TIMEOUT = 20000;

let language = document.documentElement.lang;
let line = Promise.resolve();

const say = (key) => phrases[language][key];

function newId() {
  // randomUUID is missing on old phones and on pages without TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: stop.signal,
    });
    return { status: response.status, body: await response.json() };
  } finally {
    clearTimeout(timer);
  }
}

async function visitor() {
  let token = sessionStorage.getItem("visitor");
  if (!token) {
    const answer = await post("/web/visitors", { language });
    if (answer.status !== 200) throw new Error("no visitor");
    token = answer.body.visitor;
    sessionStorage.setItem("visitor", token);
  }
  return token;
}

async function sendOnce({ scroll, ...message }) {
  const answer = await post("/web/messages", { ...message, visitor: await visitor() });
  if (answer.status === 401) sessionStorage.removeItem("visitor");
  return answer;
}

const pause = (seconds) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    window.addEventListener("online", done);
  });

async function deliver(message) {
  let shown = null;
  for (let attempt = 0; ; attempt += 1) {
    try {
      state.textContent = say("page_sending");
      const answer = await sendOnce(message);
      if (answer.status === 200) {
        if (shown) shown.forEach((item) => item.remove());
        state.textContent = "";
        show(answer.body.reply, message.scroll !== false);
        return;
      }
      // The database is down, but there is something to say; go on trying behind it.
      if (answer.body.reply && !shown) shown = show(answer.body.reply);
      if ([400, 403, 409, 413].includes(answer.status)) {
        state.textContent = say("page_failed");
        return;
      }
    } catch (error) {
      // No connection, or no answer in time: the same as any other failed try.
    }
    state.textContent = say("page_waiting");
    toEnd();
    await pause(PAUSES[Math.min(attempt, PAUSES.length - 1)]);
  }
}

function send(message, text) {
  mine(text);
  const numbered = { ...message, message_id: newId() };
  line = line.then(() => deliver(numbered));
}

function item(className) {
  const element = document.createElement("li");
  element.className = className;
  log.append(element);
  return element;
}

function paragraph(text, parent, className) {
  const element = document.createElement("p");
  element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
}

// A map or a page that a vetted text names can be tapped. What the person wrote stays text.
function linked(text, parent) {
  const element = document.createElement("p");
  for (const part of text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:)])/)) {
    if (!/^https?:\/\//.test(part)) {
      element.append(part);
      continue;
    }
    const link = document.createElement("a");
    link.href = part;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    link.textContent = part;
    element.append(link);
  }
  parent.append(element);
}

function mine(text) {
  const element = item("bubble mine");
  element.setAttribute("aria-label", say("page_you"));
  paragraph(text, element);
  toEnd();
}

// The form lies over the end of the page, so only the very end shows what was just sent.
const toEnd = () => window.scrollTo(0, document.documentElement.scrollHeight);

function show(reply, scroll = true) {
  if (phrases[reply.language]) speak(reply.language);
  // News of the day stand before the answer; what can be tapped stands below it.
  const answer = Math.max(0, reply.replies.findIndex((bubble) => bubble.choices.length));
  const items = reply.replies.map((bubble, number) => {
    const element = item("bubble");
    element.lang = reply.language;
    linked(bubble.text, element);
    if (number === answer && reply.sources.length) sources(reply, element);
    if (bubble.choices.length) choices(bubble.choices, element);
    return element;
  });
  // The start of the answer matters more than its end.
  if (scroll) items[0].scrollIntoView({ block: "start" });
  return items;
}

function speak(code) {
  language = code;
  document.documentElement.lang = code;
  document.title = say("page_title");
  box.placeholder = say("page_placeholder");
  document.querySelector("label").textContent = say("page_label");
  document.getElementById("send").textContent = say("page_send");
  document.getElementById("location").textContent = say("page_location");
  document.querySelector(".danger").textContent = say("page_danger");
  document.querySelector(".lead").textContent = say("page_lead");
  const other = document.querySelector(".language");
  other.textContent = say("page_language");
  other.lang = other.hreflang = code === "es" ? "en" : "es";
}

function sources(reply, parent) {
  const list = reply.sources;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = `${say("page_sources")} (${list.length})`;
  const entries = document.createElement("ul");
  for (const source of list) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    if (/^https?:\/\//.test(source.url)) link.href = source.url;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    link.textContent = source.title;
    const dated = source.date === "unknown" ? "" : `, ${source.date}`;
    entry.append(link, ` · ${source.publisher}${dated}`);
    entries.append(entry);
  }
  details.append(summary, entries);
  if (reply.code) {
    paragraph(say("page_code").replace("{code}", reply.code), details, "code");
  }
  parent.append(details);
}

function choices(list, parent) {
  const row = document.createElement("div");
  row.className = "choices";
  for (const choice of list) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = choice.title;
    button.addEventListener("click", () => send({ choice: choice.id }, choice.title));
    row.append(button);
  }
  parent.append(row);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  send({ text }, text);
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.querySelector(".language").addEventListener("click", (event) => {
  event.preventDefault();
  const other = language === "es" ? "en" : "es";
  const title = say("page_language");
  send({ choice: `lang:${other}` }, title);
});

document.getElementById("location").addEventListener("click", () => {
  if (!navigator.geolocation) {
    state.textContent = say("page_location_failed");
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const location = { latitude: coords.latitude, longitude: coords.longitude };
      send({ location }, say("page_location_sent"));
    },
    () => (state.textContent = say("page_location_failed")),
    { timeout: 10000, maximumAge: 600000 },
  );
});

// Something to read and to tap before anything was written.
line = line.then(() => deliver({ choice: "menu", message_id: newId(), scroll: false }));
