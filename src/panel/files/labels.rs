//! What the library's file dialog says.

use crate::words::words;
use egui_file_dialog::FileDialogLabels;

/// Its labels, in the language in force.
pub(super) fn labels() -> FileDialogLabels {
    let own = str::to_owned;
    FileDialogLabels {
        cancel: own(words!("file-dialog-cancel", "Cancel")),
        overwrite: own(words!("file-dialog-overwrite", "Overwrite")),
        reload: format!("⟲  {}", words!("file-dialog-reload", "Reload")),
        working_directory: format!("↗  {}", words!("file-dialog-working-directory", "Go to working directory")),
        show_hidden: format!(" {}", words!("file-dialog-hidden", "Show hidden")),
        show_system_files: format!(" {}", words!("file-dialog-system-files", "Show system files")),
        heading_pinned: own(words!("file-dialog-pinned", "Pinned")),
        heading_places: own(words!("file-dialog-places", "Places")),
        heading_devices: own(words!("file-dialog-devices", "Devices")),
        heading_removable_devices: own(words!("file-dialog-removable", "Removable Devices")),
        home_dir: format!("🏠  {}", words!("file-dialog-home", "Home")),
        desktop_dir: format!("🖵  {}", words!("file-dialog-desktop", "Desktop")),
        documents_dir: format!("🗐  {}", words!("file-dialog-documents", "Documents")),
        downloads_dir: format!("📥  {}", words!("file-dialog-downloads", "Downloads")),
        audio_dir: format!("🎵  {}", words!("file-dialog-audio", "Audio")),
        pictures_dir: format!("🖼  {}", words!("file-dialog-pictures", "Pictures")),
        videos_dir: format!("🎞  {}", words!("file-dialog-videos", "Videos")),
        pin_folder: format!("📌 {}", words!("file-dialog-pin", "Pin")),
        unpin_folder: format!("✖ {}", words!("file-dialog-unpin", "Unpin")),
        rename_pinned_folder: format!("✏ {}", words!("file-dialog-rename", "Rename")),
        selected_file: own(words!("file-dialog-selected-file", "Selected file:")),
        file_name: own(words!("file-dialog-file-name", "File name:")),
        file_filter_all_files: own(words!("file-dialog-all-files", "All Files")),
        save_extension_any: own(words!("file-dialog-any", "Any")),
        open_button: format!("🗀  {}", words!("file-dialog-open", "Open")),
        save_button: format!("📥  {}", words!("file-dialog-save", "Save")),
        cancel_button: format!("🚫 {}", words!("file-dialog-cancel", "Cancel")),
        overwrite_file_modal_text: own(words!(
            "file-dialog-overwrite-question",
            "already exists. Do you want to overwrite it?"
        )),
        err_empty_folder_name: own(words!("file-dialog-no-folder-name", "Name of the folder cannot be empty")),
        err_empty_file_name: own(words!("file-dialog-no-file-name", "The file name cannot be empty")),
        err_directory_exists: own(words!("file-dialog-folder-exists", "A directory with the name already exists")),
        err_file_exists: own(words!("file-dialog-file-exists", "A file with the name already exists")),
        ..FileDialogLabels::default()
    }
}
