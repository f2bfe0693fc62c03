//! Bytes of a format that detection finds: no panic, and no cut changes how many records there are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsdex::format::{ReadOptions, parse, split};
use std::ops::ControlFlow;

fn records(bytes: &[u8], chunk_bytes: usize) -> Vec<(u64, bool)> {
    let options = ReadOptions::default();
    let mut records = Vec::new();
    let ended = split(&mut { bytes }, "fuzz", &options, chunk_bytes, &mut |chunk| {
        parse(&chunk, &options, &mut |parsed| {
            records.push((parsed.record, parsed.draft.is_ok()));
        });
        ControlFlow::Continue(())
    });
    records.extend(ended.err().map(|(record, _)| (record, false)));
    records
}

// The hook of the fuzzer would end the process also where a reader catches the panic of a crate.
fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let chunk_bytes = usize::from(*first) + 1;
    assert_eq!(records(bytes, chunk_bytes), records(bytes, 1 << 20));
});
