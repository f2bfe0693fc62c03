//! What tantivy's errors say of the files of an index.

use super::OpenError;
use std::io::{self, ErrorKind};
use std::path::Path;
use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

/// Why the index in `folder` cannot be read; `None` for an error that says nothing of its files.
pub fn of_files(folder: &Path, error: &TantivyError) -> Option<OpenError> {
    let reason = match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            format!("{} is missing", name(file))
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            match is_content(io_error) {
                true => format!("{} is cut off or overwritten", name(filepath)),
                false => return Some(refused(&folder.join(filepath), io_error)),
            }
        }
        TantivyError::IoError(error) if !is_content(error) => return Some(refused(folder, error)),
        // Our schema does not change, and nobody asks for more than it has.
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_))
        | TantivyError::IoError(_)
        | TantivyError::DataCorruption(_)
        | TantivyError::SchemaError(_) => "what its files hold does not fit together".to_owned(),
        _ => return None,
    };
    let path = folder.to_owned();
    Some(OpenError::Damaged { path, reason })
}

/// Whether it is what a file holds that is wrong.
fn is_content(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof
    )
}

fn refused(path: &Path, error: &io::Error) -> OpenError {
    OpenError::Io {
        path: path.to_owned(),
        source: io::Error::new(error.kind(), error.to_string()),
    }
}

fn name(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}
