/** On a busy machine even a short test waits its turn for longer than Jest's five seconds. */
jest.setTimeout(60_000);
