"""What headings and values say, by weights fitted beforehand on tables sketched as partnerships make them."""
