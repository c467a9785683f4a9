// Completes what is typed into a search box: a combobox with a list of links.
// Without this script, or without an answer, the box is an ordinary form.
const answers = new Map();
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];
const make = (tag, facts) => Object.assign(document.createElement(tag), facts);

async function ask(url, signal) {
  if (!answers.has(url)) {
    const answer = await fetch(url, { signal, credentials: "omit" });
    if (!answer.ok) return [];
    if (answers.size > 50) answers.clear();
    answers.set(url, (await answer.json()).suggestions);
  }
  return answers.get(url);
}

// A title in parts; of each word the letters that were typed are marked.
function marked(label, typed) {
  return label.normalize("NFC").split(/([\p{L}\p{N}]+)/u).flatMap((part) => {
    const begun = typed.filter((word) => fold(part).startsWith(word));
    const end = Math.max(0, ...begun.map((word) => word.length));
    return end ? [make("mark", { textContent: part.slice(0, end) }), part.slice(end)] : part;
  });
}

function complete(form, number) {
  const input = form.querySelector("[name=q]");
  const { completion, label: ariaLabel, shown } = form.dataset;
  const id = `completion_${number}`;
  const list = make("div", { id, className: "completion", role: "listbox", ariaLabel, hidden: true });
  const status = make("p", { className: "visually_hidden", role: "status" });
  let active = -1, timer, asking;

  function choose(index) {
    const options = list.children;
    if (active in options) options[active].ariaSelected = "false";
    active = index;
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    options[index].ariaSelected = "true";
    options[index].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[index].id);
  }

  function open(isOpen) {
    choose(-1);
    list.hidden = !isOpen;
    input.ariaExpanded = isOpen;
    status.textContent = isOpen ? shown : "";
  }

  function draw(found, typed) {
    list.replaceChildren(...found.map(({ label, url, kind }, at) => {
      const option = make("a", { id: `${id}_${at}`, role: "option", href: url, tabIndex: -1 });
      const title = make("span");
      title.append(...marked(label, typed));
      option.append(title, " ", make("small", { textContent: kind }));
      return option;
    }));
    open(found.length > 0);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
  }

  async function look(typed) {
    const { signal } = (asking = new AbortController());
    const url = `${completion}?q=${encodeURIComponent(typed.join(" "))}`;
    const found = await ask(url, signal).catch(() => []);
    if (!signal.aborted) draw(found, typed);
  }

  function type({ isComposing }) {
    clearTimeout(timer);
    asking?.abort();
    choose(-1);
    if (isComposing) return;
    const typed = wordsOf(input.value);
    const isAsked = navigator.onLine && !navigator.connection?.saveData;
    if (isAsked && typed.some((word) => word.length > 1)) timer = setTimeout(look, 150, typed);
    else draw([]);
  }

  function press(event) {
    const { key } = event, last = list.children.length - 1, isOpen = !list.hidden;
    const to = {
      ArrowDown: active < last ? active + 1 : 0,
      ArrowUp: active > 0 ? active - 1 : last,
      Home: active < 0 ? undefined : 0,
      End: active < 0 ? undefined : last,
    }[key];
    if (event.isComposing || event.ctrlKey || event.altKey || last < 0) return;
    if (to >= 0) {
      if (!isOpen) open(true);
      choose(to);
    } else if (key === "Enter" && active >= 0) list.children[active].click();
    else if (key === "Escape" && isOpen) stop();
    else return;
    event.preventDefault();
  }

  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: false });
  input.setAttribute("aria-controls", id);
  input.after(list);
  form.append(status);
  input.addEventListener("input", type);
  input.addEventListener("compositionend", type);
  input.addEventListener("keydown", press);
  input.addEventListener("blur", stop);
  form.addEventListener("submit", stop);
  // The cursor stays in the box when the list is touched.
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

document.querySelectorAll("[data-completion]").forEach(complete);
