//! Bytes as a file, compressed or an archive, down to the records: no panic, and no more than the limits allow.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsdex::format::{ReadOptions, parse, split};
use newsdex::source::{Limits, read_stream};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes read of each member: what grows further is the business of the limit on growth, and slow.
const MOST: u64 = 1 << 20;

// The hook of the fuzzer would end the process also where a reader catches the panic of a crate.
fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| {
    let options = ReadOptions::default();
    read_stream(
        Path::new("fuzz"),
        Box::new(bytes),
        Limits::default(),
        &mut |member| {
            let Ok(member) = member else {
                return ControlFlow::Continue(());
            };
            let mut head = Vec::new();
            let _ = member.bytes.take(MOST).read_to_end(&mut head);
            let _ = split(
                &mut head.as_slice(),
                &member.file_name,
                &options,
                4096,
                &mut |chunk| {
                    parse(&chunk, &options, &mut |_| {});
                    ControlFlow::Continue(())
                },
            );
            ControlFlow::Continue(())
        },
    );
});
