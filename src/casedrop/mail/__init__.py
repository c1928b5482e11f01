"""Letters by mail: what comes to a mailbox is dropped for its role and answered; letters to customers go out."""
