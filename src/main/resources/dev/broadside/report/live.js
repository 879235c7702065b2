
'use strict';
// A saved page has no server to ask.
if (location.protocol.startsWith('http')) {
  const shown = {};
  const gone = document.getElementById('gone');
  const events = new EventSource('events');
  events.onmessage = event => {
    const now = JSON.parse(event.data);
    for (const [id, contents] of Object.entries(now.parts)) {
      const part = document.getElementById(id);
      // What is the same stays, with the reader's place in it.
      if (shown[id] !== contents) {
        part.innerHTML = contents;
        shown[id] = contents;
      }
    }
    document.title = now.title;
    document.body.className = now.tone;
    gone.hidden = true;
    if (now.over) {
      events.close();
    }
  };
  events.onerror = () => { gone.hidden = false; };
}
