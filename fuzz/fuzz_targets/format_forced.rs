//! Bytes read as every format there is: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsdex::format::{FORMATS, ReadOptions, parse, split};
use std::ops::ControlFlow;

// The hook of the fuzzer would end the process also where a reader catches the panic of a crate.
fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| {
    let Some((first, mut bytes)) = bytes.split_first() else {
        return;
    };
    let (_, format) = FORMATS[usize::from(*first) % FORMATS.len()];
    let options = ReadOptions {
        format: Some(format),
        map: Vec::new(),
    };
    let _ = split(&mut bytes, "fuzz", &options, 64, &mut |chunk| {
        parse(&chunk, &options, &mut |_| {});
        ControlFlow::Continue(())
    });
});
